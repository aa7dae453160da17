// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, and what is done once everything above is there.
const keys = [
	['/', 'Search', () => box.focus()],
	['n', 'Go to the next thing that is not reviewed', nextOpen],
	['o', 'Open or close everything', () => byId('unfold').click()],
	['t', 'Change the theme', () => byId('theme').click()],
	['?', 'Show these keys', showKeys],
];

function showKeys() {
	const lines = keys.map(([key, what]) => make('tr', {},
		make('th', { scope: 'row' }, make('kbd', {}, key)), make('td', {}, what)));
	const on = make('input', { type: 'checkbox' });

	on.checked = kept.state.keys;
	on.addEventListener('change', () => {
		kept.state.keys = on.checked;
		kept.save();
	});
	openWindow('Keys', '', make('table', {}, make('tbody', {}, ...lines)),
		make('p', {}, make('label', {}, on, ' Single keys do this')),
		make('p', { class: 'remark' }, 'Escape closes a window and clears the search.'));
}

document.addEventListener('keydown', (event) => {
	const pressed = keys.find(([key]) => key === event.key);

	if (!kept.state.keys || !pressed || event.ctrlKey || event.altKey || event.metaKey ||
		event.target.closest('input, textarea, select, dialog'))
		return;
	event.preventDefault();
	pressed[2]();
});

function measure() {
	const bar = document.querySelector('header.bar');

	document.documentElement.style.setProperty('--bar', bar.offsetHeight - 1 + 'px');
}

byId('keys').addEventListener('click', showKeys);
window.addEventListener('resize', measure);
byId('tools').hidden = false;
measure();
paint(kept.state.theme);
showTicks();
showReview();
followSections();
if (location.hash)
	reveal();
