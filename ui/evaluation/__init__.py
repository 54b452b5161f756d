"""Đánh giá: how well is found and answered, measured beside the page and kept for comparison."""
