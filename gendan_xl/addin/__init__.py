"""The Excel add-in: built from text on any system, installed where Excel looks for it."""
