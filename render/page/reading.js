// SPDX-License-Identifier: GPL-3.0-or-later
// What helps to read: links that never lead to something folded away, hints on links, the section that
// is in sight, folding, the theme, paper.
function reveal() {
	const at = byId(decodeURIComponent(location.hash.slice(1)));

	if (!at)
		return;
	if (at.closest('[hidden]') && at.id !== 'review')
		clearFilters();
	for (let up = at; up; up = up.parentElement)
		if (up.tagName === 'DETAILS')
			up.open = true;
	if (at.matches('tr'))
		all('details', at).forEach((details) => { details.open = true; });
	at.scrollIntoView();
}

// A mention is only an id; pointing at it tells what it stands for.
function hint(event) {
	const link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
	const at = link && !link.title && link.closest('main') ? byId(link.hash.slice(1)) : null;
	const words = at ? at.querySelector('summary, h3, strong') : null;

	if (!words)
		return;
	link.title = (words.firstChild.nodeType === Node.TEXT_NODE ? words.firstChild : words)
		.textContent.trim();
}

function setFolded(open) {
	all('main details').forEach((details) => { details.open = open; });
	byId('unfold').textContent = open ? 'Close all' : 'Open all';
}

const themes = ['auto', 'light', 'dark'];

function paint(name) {
	if (name === 'auto')
		document.documentElement.removeAttribute('data-theme');
	else
		document.documentElement.setAttribute('data-theme', name);
	byId('theme').textContent = 'Theme: ' + name;
}

// The first section that begins above the middle of the window.
function followSections() {
	const links = new Map(all('nav.contents li a').map((link) => [link.hash.slice(1), link]));
	const inSight = new Set();
	const watcher = new IntersectionObserver((entries) => {
		for (const entry of entries)
			inSight[entry.isIntersecting ? 'add' : 'delete'](entry.target.id);
		const first = [...links.keys()].find((id) => inSight.has(id));

		for (const [id, link] of links)
			if (id === first)
				link.setAttribute('aria-current', 'true');
			else
				link.removeAttribute('aria-current');
	}, { rootMargin: '-15% 0px -50% 0px' });

	for (const id of links.keys())
		if (byId(id))
			watcher.observe(byId(id));
}

// Paper cannot be unfolded; the details of steps are as the reader has them, for they are many.
let opened = [];
window.addEventListener('beforeprint', () => {
	opened = all('main details').filter((details) => !details.open && !details.closest('td, #sources'));
	opened.forEach((details) => { details.open = true; });
});
window.addEventListener('afterprint', () => {
	opened.forEach((details) => { details.open = false; });
	document.body.removeAttribute('data-print');
});

byId('print').addEventListener('click', () => {
	document.body.setAttribute('data-print', 'checklists');
	window.print();
});
byId('unfold').addEventListener('click', () => setFolded(byId('unfold').textContent === 'Open all'));
byId('theme').addEventListener('click', () => {
	const now = document.documentElement.getAttribute('data-theme') || 'auto';

	kept.state.theme = themes[(themes.indexOf(now) + 1) % themes.length];
	kept.save();
	paint(kept.state.theme);
});
document.addEventListener('pointerover', hint);
document.addEventListener('focusin', hint);
window.addEventListener('hashchange', reveal);
