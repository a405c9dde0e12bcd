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
    "CO₂ ≤ 3 ㎡",
    "👩\u200d🔬 😀 🧬",
    "abc\u202egnp.exe",
    "\u2066left\u2069 \u061c\u200f right",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b31m \x85 \u2028\u2029",
    "\u200b\ufeff",
    '=HYPERLINK("http://x.invalid","a")',
    "+1-1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "${title} $$ {x} %s",
    "质" * 600,
    "a\u0301\u0301\u0301 ﷺ",
)
"""Labels that leave their place where a writer does not look out."""

NOT_IN_XML = "\x00\x07\x1b\x7f\x85\x9b\ufffe"
"""The characters of these labels that XML 1.0 does not allow, or discourages."""
