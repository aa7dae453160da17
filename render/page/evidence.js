// SPDX-License-Identifier: GPL-3.0-or-later
// Evidence is looked at without losing one's place: a link to a line of an export opens a window with
// the lines around it.  Opened in a new tab, or without a script, it leads to the section of sources.
function showEvidence(event) {
	const link = event.target.closest('a[href^="#e"]');
	const mark = link && link.closest('main') ? byId(link.hash.slice(1)) : null;

	if (!mark || mark.tagName !== 'MARK' || event.ctrlKey || event.metaKey || event.shiftKey)
		return;
	event.preventDefault();

	const lines = mark.closest('pre').cloneNode(true);
	const jump = make('a', { href: link.hash }, 'Show it among the sources');
	const input = mark.closest('[data-group]').querySelector('a');

	for (const other of all('mark', lines)) {
		other.classList.toggle('shown', other.id === mark.id);
		other.removeAttribute('id');
	}
	const dialog = openWindow(link.textContent, 'wide', lines,
		make('p', { class: 'remark' }, jump, ' · ',
			make('a', { href: input.getAttribute('href') }, 'The file and its digest')));

	for (const leave of all('p a', dialog))
		leave.addEventListener('click', () => dialog.close());
}

document.addEventListener('click', showEvidence);
