// SPDX-License-Identifier: GPL-3.0-or-later
// The script of report.html only adds: without it everything is there, in order, and folds out.
// Its files are one script in the order of render/meson.build; a file keeps what it does not share
// inside a block of its own.
'use strict';

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

// An element with attributes and children; texts stay texts whatever they hold.
function make(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);

	for (const [name, value] of Object.entries(attributes))
		element.setAttribute(name, value);
	element.append(...children);
	return element;
}

// What the browser keeps for this plan: marks of the reviewer, ticks of tests, the theme.  A browser
// may refuse to keep anything for a file; then it lasts until the page is closed, and the page says so.
const kept = {
	key: 'cutover ' + document.documentElement.dataset.plan,
	works: true,
	state: { reviewer: '', marks: {}, ticks: {}, theme: 'auto', keys: true },

	load() {
		try {
			const text = localStorage.getItem(kept.key);

			if (text)
				Object.assign(kept.state, JSON.parse(text));
		} catch (error) {
			kept.works = false;
		}
	},

	save() {
		try {
			localStorage.setItem(kept.key, JSON.stringify(kept.state));
		} catch (error) {
			kept.works = false;
		}
	},
};
kept.load();

// A window over the page; Escape and its button close it, and the focus goes back.
function openWindow(title, className, ...children) {
	const heading = make('h2', { id: 'window-title' }, title);
	const close = make('button', { type: 'button', class: 'close' }, 'Close');
	const dialog = make('dialog', { class: className, 'aria-labelledby': 'window-title' },
		close, heading, ...children);

	close.addEventListener('click', () => dialog.close());
	dialog.addEventListener('close', () => dialog.remove());
	document.body.append(dialog);
	dialog.showModal();
	return dialog;
}

// What the reader hears when something changed that may be out of sight.
function say(text) {
	byId('hits').value = text;
}
