/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the page looks and what its script does, as data.
 *
 * Both are read by two kinds of parser: to HTML their content is raw, to XML it is text.  So neither
 * has a character that XML would have to escape ("<" and "&"); a test sees to it.  Colours are those
 * of the drawings, darkened or lightened until text has a contrast of 4.5:1 on its ground.  The
 * script only adds: without it everything is there, in order, and can be folded out.
 */
#include "render/html-page.h"

static const char *const style_lines[] = {
	":root{color-scheme:light dark;--paper:#fff;--ground:#f4f5f6;--ink:#1a1a1a;--muted:#4f565d;",
	"--hair:#d5d9dd;--mist:#f4f5f6;--link:#005f96;--pale:#e8f2f9;--grave:#a84300;--grave-pale:#fdf0e4;",
	"--warn:#7a5200;--good:#006b4f;--hit:#fff3b8}",
	"@media(prefers-color-scheme:dark){:root:not([data-theme=light]){--paper:#1b1e21;--ground:#121416;",
	"--ink:#e6e8ea;--muted:#a9b0b7;--hair:#383e44;--mist:#24282c;--link:#74bff0;--pale:#1c2c38;",
	"--grave:#ff9d62;--grave-pale:#33231a;--warn:#f0bd55;--good:#4fcaa2;--hit:#4a4210}}",
	":root[data-theme=dark]{color-scheme:dark;--paper:#1b1e21;--ground:#121416;--ink:#e6e8ea;",
	"--muted:#a9b0b7;--hair:#383e44;--mist:#24282c;--link:#74bff0;--pale:#1c2c38;--grave:#ff9d62;",
	"--grave-pale:#33231a;--warn:#f0bd55;--good:#4fcaa2;--hit:#4a4210}",
	":root[data-theme=light]{color-scheme:light}",
	"*{box-sizing:border-box}",
	"html{scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}",
	"body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:break-word;",
	"font:15px/1.5 \"Segoe UI\",system-ui,-apple-system,\"Noto Sans\",\"DejaVu Sans\",sans-serif}",
	"a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:.06em}",
	"a:hover{text-decoration-thickness:.14em}",
	":focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}",
	"code,.id,.rule,.subject,.place,.name{font-size:.93em}",
	"code,.place,.subject,.name{overflow-wrap:anywhere}",
	"code,.subject,.place{font-family:ui-monospace,Consolas,\"DejaVu Sans Mono\",monospace;font-size:.86em}",
	".id,.rule{white-space:nowrap;font-variant-numeric:tabular-nums}",
	".remark{color:var(--muted);font-size:.93em}",
	"p{margin:.35rem 0}ul,ol{margin:.25rem 0;padding-left:1.3rem}",
	".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);z-index:9}",

	"nav.contents{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;align-items:center;",
	"gap:.3rem 1.1rem;padding:.5rem 1.5rem;background:var(--paper);border-bottom:1px solid var(--hair)}",
	"nav .home{font-weight:600;color:var(--ink);text-decoration:none}",
	"nav ol{display:flex;flex-wrap:wrap;gap:.1rem .8rem;margin:0;padding:0;list-style:none;font-size:.93em}",
	"nav ol a{text-decoration:none}nav ol a:hover{text-decoration:underline}",
	".tools{display:flex;align-items:center;gap:.5rem;margin-left:auto;font-size:.93em}",
	".tools[hidden]{display:none}",
	".tools label{color:var(--muted)}",
	"input[type=search]{font:inherit;width:13rem;max-width:40vw;padding:.2rem .5rem;color:inherit;",
	"background:var(--ground);border:1px solid var(--muted);border-radius:4px}",
	"button{font:inherit;padding:.2rem .6rem;color:inherit;background:var(--ground);",
	"border:1px solid var(--hair);border-radius:4px;cursor:pointer}button:hover{border-color:var(--muted)}",
	"output{color:var(--muted);font-variant-numeric:tabular-nums}",

	"main{max-width:92rem;margin:0 auto;padding:0 1.5rem 4rem}",
	"header.title{padding:2rem 0 .5rem}",
	"h1{margin:0;font-size:2.1rem;line-height:1.2;letter-spacing:-.01em}",
	"h2{margin:0 0 .1rem;font-size:1.35rem;line-height:1.3}",
	"h3{margin:0;font-size:1.05rem}h4{margin:.8rem 0 .1rem;font-size:.93rem}",
	".lead{margin:.1rem 0 .9rem;color:var(--muted)}header .lead{font-size:1.1rem}",
	"dl.block{display:flex;flex-wrap:wrap;gap:.2rem .6rem;margin:0}",
	".block dt{color:var(--muted)}.block dd{margin:0 1.4rem 0 0}.signature{display:none}",
	".cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;margin:1rem 0 0}",
	".card{padding:.7rem .9rem .8rem;background:var(--paper);border:1px solid var(--hair);border-radius:6px}",
	".card dt{color:var(--muted);font-size:.93em}.card dd{margin:0;font-size:.87em;color:var(--muted)}",
	".card .figure{font-size:1.6rem;line-height:1.3;font-weight:600;color:var(--ink)}",
	".card .figure a{font-size:inherit;color:inherit;text-decoration:none}",
	".card .figure a:hover{text-decoration:underline}",
	".card.grave{border-color:var(--grave);border-left-width:5px}.card.grave .figure{color:var(--grave)}",
	".card.good{border-color:var(--good);border-left-width:5px}.card.good .figure{color:var(--good)}",

	"section{margin-top:1rem;padding:1.1rem 1.3rem 1.3rem;background:var(--paper);",
	"border:1px solid var(--hair);border-radius:6px}",
	".count{display:inline-block;padding:0 .5em;font-size:.8rem;font-weight:400;color:var(--muted);",
	"background:var(--mist);border:1px solid var(--hair);border-radius:1em;vertical-align:.12em}",
	".alert{color:var(--grave);font-weight:600}.alert a{color:inherit}",
	".note{margin:.4rem 0 0;padding:.1rem .6rem;border-left:3px solid var(--warn)}",
	".decisions li{margin:.55rem 0;padding-left:.3rem}.decisions p{margin:0;max-width:62rem}",

	"figure{display:grid;grid-template-columns:1fr auto auto;align-items:center;gap:.35rem .4rem;",
	"margin:0 0 1.4rem}figure:last-child{margin-bottom:0}figcaption{font-weight:600}",
	"input.size{margin:0}label.size{font-size:.93em;cursor:pointer}",
	".drawing{grid-column:1/-1;min-width:0;overflow:auto;border:1px solid var(--hair);border-radius:4px;background:#fff}",
	".drawing svg{display:block;width:100%;height:auto;min-width:52rem}",
	"input.size:checked~.drawing svg{width:auto;max-width:none}",
	"@media(prefers-color-scheme:dark){:root:not([data-theme=light]) .drawing svg{",
	"filter:invert(.89) hue-rotate(180deg)}:root:not([data-theme=light]) .drawing{background:#1b1e21}}",
	":root[data-theme=dark] .drawing svg{filter:invert(.89) hue-rotate(180deg)}",
	":root[data-theme=dark] .drawing{background:#1b1e21}",

	"table{width:100%;border-collapse:collapse;font-size:.94em}",
	"th,td{padding:.4rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--hair)}",
	"thead th{position:sticky;top:var(--bar,0);z-index:2;background:var(--paper);color:var(--muted);",
	"font-weight:600;border-bottom:2px solid var(--hair);white-space:nowrap}",
	"tbody th{font-weight:600;font-variant-numeric:tabular-nums}tbody th.name{font-weight:400}",
	"tbody tr:last-child>*{border-bottom:0}",
	".waves th,.waves td:last-child{white-space:nowrap}",
	".number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}",
	".slack{display:block;font-size:.85em;color:var(--muted)}.slack.critical{font-weight:700;color:var(--ink)}",
	".start{white-space:nowrap;font-variant-numeric:tabular-nums}.settle{color:var(--muted)}",
	"table.steps td:nth-last-child(1){min-width:4rem}.what{width:60%}",
	".steps td.number{text-align:left}",
	"tr.phase th{padding-top:1.1rem;font-size:1rem;background:var(--paper)}",
	"tr.phase .remark{font-weight:400}",
	"tr.stop td{background:var(--pale)}tr.stop.last td{background:var(--grave-pale)}",
	".sign{color:var(--link)}.last .sign,.last>th{color:var(--grave)}",
	"tr.last>th{border-left:4px solid var(--grave)}",
	"tr.no-return td{padding:.35rem .6rem;font-weight:700;color:var(--paper);background:var(--grave)}",
	":target{background:var(--hit)}tr:target>*{background:var(--hit)}",
	"section:target,figure:target,body:target{background:var(--paper)}body:target{background:var(--ground)}",

	".badge{display:inline-block;padding:0 .5em;border:1px solid currentColor;border-radius:1em;",
	"font-size:.87em;white-space:nowrap}",
	".badge.yes{color:var(--muted)}.badge.lossy{color:var(--warn);border-style:dashed}",
	".badge.no{color:var(--grave);border-width:2px;border-radius:3px;font-weight:600}",
	"summary{cursor:pointer}summary:hover{text-decoration:underline;text-underline-offset:.15em}",
	".name .subject{font:inherit}.what p{margin-bottom:0}.about{display:block;margin-left:1.05rem;color:var(--muted);font-size:.88em}",
	".fates th:nth-child(1){width:24%}.fates th:nth-child(3){width:19%}.fates th:nth-child(4){width:11%}",
	".emptiness th:nth-child(1){width:24%}.emptiness th:nth-child(2){width:6%}",
	".pairs th:nth-child(-n+2){width:19%}.pairs th:nth-child(3){width:28%}",
	".assumptions th:nth-child(1){width:14%}.assumptions th:nth-child(3){width:22%}",
	".assumptions th:nth-child(5){width:20%}.glossary dd p:first-child{margin-top:0}.glossary p{white-space:pre-line}",
	".details{display:grid;grid-template-columns:6rem 1fr;gap:.3rem .8rem;margin:.5rem 0 .6rem;",
	"padding:.5rem .8rem;background:var(--mist);border-radius:4px}",
	".details dt{color:var(--muted)}.details dd{margin:0}.details ul{padding-left:1.1rem}",
	".evidence{margin:0;padding:0;list-style:none}.details .evidence{padding:0}",

	".checkpoint{padding:.8rem 0;border-top:1px solid var(--hair)}",
	".checkpoint:first-of-type{border-top:0}",
	".checkpoint:target{margin:0 -.6rem;padding:.8rem .6rem}",
	".columns{display:grid;grid-template-columns:1fr 1fr;gap:0 2.5rem}",
	".path li{margin:.2rem 0}",
	".group{padding:.5rem 0;border-top:1px solid var(--hair)}.group>table{margin-top:.3rem}",
	".advice{margin:.2rem 0 .2rem 1.1rem}.advice p{max-width:62rem;color:var(--muted)}",
	".findings td:nth-child(1){width:50%}.findings td:nth-child(2){width:25%}",
	".glossary{margin:.3rem 0 1.2rem}",
	".glossary>div{display:grid;grid-template-columns:9rem 1fr;gap:.8rem;padding:.4rem 0;",
	"border-top:1px solid var(--hair)}",
	".glossary dt{font-weight:600;overflow-wrap:anywhere}.glossary dd{margin:0;max-width:66rem}",
	"[hidden]{display:none !important}",

	"@media screen and (max-width:60rem){main{padding:0 .6rem 2rem}section{padding:.9rem .8rem;overflow-x:auto}",
	"nav.contents{position:static}.cards{grid-template-columns:1fr 1fr}thead th{position:static}.columns{grid-template-columns:1fr}",
	".tools{margin-left:0;flex-wrap:wrap}.details,.glossary>div{grid-template-columns:1fr;gap:.1rem}}",

	"@media print{@page{size:A4 landscape;margin:12mm}",
	"figure{display:block;break-inside:avoid}figure+figure{break-before:page}",
	"#drawings{break-before:page}.drawing svg{max-height:148mm}",
	":root,:root[data-theme=dark]{color-scheme:light;--paper:#fff;--ground:#fff;--ink:#000;--muted:#444;",
	"--hair:#bbb;--mist:#fff;--link:#000;--pale:#f4f4f4;--grave:#000;--grave-pale:#eee;--warn:#000;",
	"--good:#000;--hit:#fff}",
	"body{font-size:9.5pt}nav.contents,.size{display:none}main{max-width:none;padding:0}",
	"section{padding:0;border:0;margin-top:8mm}h2,h3,h4,.lead,tr.phase,tr.stop,tr.no-return{break-after:avoid}",
	"tr,li,.card,.glossary>div{break-inside:avoid}.what,.what details{break-inside:auto}",
	"thead th{position:static}a{text-decoration:none}",
	".drawing{border:0;overflow:visible;background:#fff}.drawing svg{min-width:0;filter:none !important}",
	".block .signature{display:block}dd.signature{min-width:60mm;border-bottom:1px solid #000}",
	"tr.no-return td{color:#000;background:#fff;border:2px solid #000}}",
};

static const char *const script_lines[] = {
	"(function () {",
	"'use strict';",
	"var root = document.documentElement;",
	"var box = document.getElementById('search');",
	"var hits = document.getElementById('hits');",
	"var theme = document.getElementById('theme');",
	"var unfold = document.getElementById('unfold');",
	"var bar = document.querySelector('nav.contents');",
	"function all(selector, within) {",
	"  return Array.prototype.slice.call((within || document).querySelectorAll(selector));",
	"}",
	"var rows = all('[data-row]');",
	"var heads = all('[data-head]');",
	"var groups = all('[data-group]');",
	"var sections = all('section');",
	"var texts = null;",

	/* a row is shown when it has every word; a heading when a row under it is shown */
	"function filter() {",
	"  var words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);",
	"  var shown = 0;",
	"  if (texts === null)",
	"    texts = rows.map(function (row) { return row.textContent.toLowerCase(); });",
	"  rows.forEach(function (row, i) {",
	"    row.hidden = !words.every(function (word) { return texts[i].includes(word); });",
	"    shown += row.hidden ? 0 : 1;",
	"  });",
	"  heads.forEach(function (head) {",
	"    var next = head.nextElementSibling;",
	"    while (next ? next.hidden : false) next = next.nextElementSibling;",
	"    head.hidden = words.length > 0 ? (next ? next.hasAttribute('data-head') : true) : false;",
	"  });",
	"  groups.forEach(function (group) {",
	"    var found = all('[data-row]', group).some(function (row) { return !row.hidden; });",
	"    group.hidden = words.length > 0 ? !found : false;",
	"    if (words.length > 0) if (found) group.open = true;",
	"  });",
	"  sections.forEach(function (section) {",
	"    var found = all('[data-row]', section).some(function (row) { return !row.hidden; });",
	"    section.hidden = words.length > 0 ? !found : false;",
	"  });",
	"  hits.value = words.length > 0 ? shown + ' found' : '';",
	"}",

	/* a link must never lead to something that is folded away or filtered out */
	"function reveal() {",
	"  var at = document.getElementById(decodeURIComponent(location.hash.slice(1)));",
	"  if (!at) return;",
	"  if (at.closest('[hidden]')) { box.value = ''; filter(); }",
	"  for (var up = at; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;",
	"  if (at.matches('tr')) all('details', at).forEach(function (d) { d.open = true; });",
	"  at.scrollIntoView();",
	"}",

	"var names = ['auto', 'light', 'dark'];",
	"function paint(name) {",
	"  if (name === 'auto') root.removeAttribute('data-theme');",
	"  else root.setAttribute('data-theme', name);",
	"  theme.textContent = 'Theme: ' + name;",
	"}",
	"theme.addEventListener('click', function () {",
	"  var now = root.getAttribute('data-theme') || 'auto';",
	"  paint(names[(names.indexOf(now) + 1) % names.length]);",
	"});",

	"function openAll(open) {",
	"  all('details').forEach(function (d) { d.open = open; });",
	"  unfold.textContent = open ? 'Close all' : 'Open all';",
	"}",
	"unfold.addEventListener('click', function () { openAll(unfold.textContent === 'Open all'); });",

	/* paper cannot be unfolded; the details of steps are as the reader has them, for they are many */
	"var closed = [];",
	"window.addEventListener('beforeprint', function () {",
	"  closed = all('details').filter(function (d) { return !(d.open || d.closest('td')); });",
	"  closed.forEach(function (d) { d.open = true; });",
	"});",
	"window.addEventListener('afterprint', function () {",
	"  closed.forEach(function (d) { d.open = false; });",
	"});",

	"function measure() { root.style.setProperty('--bar', bar.offsetHeight - 1 + 'px'); }",
	"window.addEventListener('resize', measure);",
	"window.addEventListener('hashchange', reveal);",
	"box.addEventListener('input', filter);",
	"document.addEventListener('keydown', function (event) {",
	"  if (event.key === '/') if (event.target === document.body) { event.preventDefault(); box.focus(); }",
	"  if (event.key === 'Escape') if (event.target === box) { box.value = ''; filter(); }",
	"});",
	"document.getElementById('tools').hidden = false;",
	"measure();",
	"if (location.hash) reveal();",
	"})();",
};

static char *
join(const char *const *lines, gsize count)
{
	GString *out = g_string_new("\n");

	for (gsize i = 0; i < count; i++)
		g_string_append_printf(out, "%s\n", lines[i]);
	return g_string_free(out, FALSE);
}

char *
ct_html_style(void)
{
	return join(style_lines, G_N_ELEMENTS(style_lines));
}

char *
ct_html_script(void)
{
	return join(script_lines, G_N_ELEMENTS(script_lines));
}
