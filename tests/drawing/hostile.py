"""Labels of unknown origin, as bad as they come."""

HOSTILE = (
    'say "no"',
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "<!-- <script>",
    "a #b; &quot; &amp; #quot; #35;",
    "]] }) |x| --> end",
    "end",
    'click n0 href "javascript:alert(1)"',
    "`**bold** _it_`",
    "%%{init: {}}%%",
    "line\nbreak\ttab\rreturn",
    "null\x00 bell\x07 del\x7f non\ufffe",
    "质量强省 𠮷",
    "$x_1$ \\n \\u0041",
    " ",
    "__proto__",
)
"""Labels that leave their place where a writer does not look out."""
