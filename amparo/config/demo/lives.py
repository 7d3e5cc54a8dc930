"""placeholder until the acts stand"""
