"""Consular protection: notification of the consulate, its steps, travel documents."""
