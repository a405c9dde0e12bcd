"""What charts and diagrams share: the sheet, the legend, marks, fonts, colors, and the files."""
