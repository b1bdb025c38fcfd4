"""Deployment: the files that `config` prints, in the programs that they are for."""
