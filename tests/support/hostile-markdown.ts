/** Markdown that would run something, fetch something or break out of its place, if it were rendered as it is. */

/** What each of them would do if it ran. */
const RAN = 'window.ranFromCard=1';

export const HOSTILE_MARKDOWN: readonly string[] = [
  `<script>${RAN}</script>`,
  `<script src="https://elsewhere.example/x.js"></script>`,
  `<img src=x onerror="${RAN}">`,
  `<img src="https://elsewhere.example/pixel.png">`,
  `![pixel](https://elsewhere.example/pixel.png)`,
  `<svg onload="${RAN}"><script>${RAN}</script><a xlink:href="javascript:${RAN}"><text y="9">svg</text></a></svg>`,
  `<svg><animate onbegin="${RAN}" attributeName=x dur=1s></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${RAN}"></style></mglyph></table></mtext></math>`,
  `<math href="javascript:${RAN}">math</math>`,
  `<iframe srcdoc="<script>parent.${RAN}</script>"></iframe>`,
  `<iframe src="javascript:parent.${RAN}"></iframe>`,
  `<object data="data:text/html,<script>${RAN}</script>"></object><embed src="https://elsewhere.example/e">`,
  `<style>body{display:none} @import url(https://elsewhere.example/s.css);</style>`,
  `<p style="position:fixed;inset:0;background:url(https://elsewhere.example/b.png)">over all</p>`,
  `<link rel="stylesheet" href="https://elsewhere.example/l.css">` +
    `<meta http-equiv="refresh" content="0;url=https://elsewhere.example">`,
  `<base href="https://elsewhere.example/">`,
  `[a link](javascript:${RAN})`,
  `[a link](JaVaScRiPt:${RAN})`,
  `[a link](  java\tscript:${RAN})`,
  `[a link](&#106;avascript:${RAN})`,
  `[a link](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`,
  `[a link](vbscript:x)`,
  `<a href="javascript:${RAN}" onclick="${RAN}">a link</a>`,
  `<javascript:${RAN}>`,
  `<form action="https://elsewhere.example"><input name=x autofocus onfocus="${RAN}"><button>send</button></form>`,
  `<details open ontoggle="${RAN}">details</details>`,
  `<video><source onerror="${RAN}"></video><audio src=x onerror="${RAN}"></audio>`,
  `<template><img src=x onerror="${RAN}"></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RAN}>"></noscript>`,
  `<textarea></textarea><img src=x onerror=${RAN}></textarea>`,
  `<p id="app" name="view" class="unseen">clobbers</p>`,
  `<div><div`.concat(`>`, `</div></div></div></div></section></main>`),
  `\`\`\`"><img src=x onerror=${RAN}>\ncode\n\`\`\``,
  `\`<img src=x onerror=${RAN}>\``,
  `<a href="https://example.org" target="_self" onmouseover="${RAN}">honest</a>`,
];

/** The elements that text needs; whatever else is in a card is dropped. */
export const TEXT_ELEMENTS =
  'p, br, strong, em, del, code, pre, blockquote, ul, ol, li, hr, a, h3, h4, h5, table, thead, tbody, tr, th, td';
