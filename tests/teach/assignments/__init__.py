"""Tests of teach/assignments."""
