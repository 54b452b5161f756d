"""Đối chiếu: results of several ways of searching side by side, judged by people."""
