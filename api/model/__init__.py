"""The values that flow between the layers: frozen, made of tuples, free of I/O and of any framework."""
