"""What is French only: the lexicons (TOML) and the grammars that read them."""
