// SPDX-License-Identifier: GPL-3.0-or-later
// Search and filters.  A row stays when it has every word and fits every filter; a heading stays when
// a row under it does, and so do groups and sections.
const rows = all('section:not(#review) tbody tr:not([data-head]), article, .approval li, .decisions li, ' +
	'.glossary > div, #sources pre', document.querySelector('main'));
const filters = { pool: byId('pool'), site: byId('site'), wave: byId('wave'), status: byId('status') };
const box = byId('search');
let texts = null;

function textOf(index) {
	texts = texts || rows.map((row) => row.textContent.toLowerCase());
	return texts[index];
}

function chosen(name) {
	const option = filters[name] ? filters[name].selectedOptions[0] : null;

	return option && option.value !== '' ? option : null;
}

function isFiltered() {
	return box.value.trim() !== '' || Object.keys(filters).some((name) => chosen(name));
}

// Rows say by number which pools they are about; others are asked for the name.
function isAbout(row, index, pools) {
	const own = row.dataset.p;

	if (own !== undefined)
		return own.split(' ').some((pool) => pools.includes(pool));
	return pools.some((pool) => {
		const option = filters.pool ? filters.pool.querySelector('[value="' + pool + '"]') : null;

		return option ? textOf(index).includes(option.textContent.toLowerCase()) : false;
	});
}

function isAtSite(row, index, option) {
	return row.dataset.s !== undefined ? row.dataset.s === option.value
		: isAbout(row, index, option.dataset.p.split(' '));
}

function isOfWave(index, wave) {
	const text = textOf(index);
	const at = text.indexOf(wave);

	return at >= 0 && !(text[at + wave.length] >= '0' && text[at + wave.length] <= '9');
}

const statuses = {
	open: (row) => isReviewable(row) && !markOf(row),
	approve: (row) => (markOf(row) || {}).mark === 'approve',
	question: (row) => (markOf(row) || {}).mark === 'question',
	comment: (row) => Boolean((markOf(row) || {}).comment),
	lossy: (row) => Boolean(row.querySelector('.badge.lossy')),
	never: (row) => Boolean(row.querySelector('.badge.no')),
	untested: (row) => all('[data-tick]', row).some((tick) => !tick.checked),
	tested: (row) => all('[data-tick]', row).some((tick) => tick.checked),
};

function fits(row, index, words) {
	const pool = chosen('pool');
	const site = chosen('site');
	const wave = chosen('wave');
	const status = chosen('status');

	return words.every((word) => textOf(index).includes(word)) &&
		(!pool || isAbout(row, index, [pool.value])) &&
		(!site || isAtSite(row, index, site)) &&
		(!wave || isOfWave(index, wave.value)) &&
		(!status || statuses[status.value](row));
}

function hideEmpty(filtered) {
	const holding = new Set();

	all('[data-head]').forEach((head) => {
		let next = head.nextElementSibling;

		while (next && next.hidden)
			next = next.nextElementSibling;
		head.hidden = filtered && (!next || next.hasAttribute('data-head'));
	});
	for (const row of rows)
		for (let up = row.hidden ? null : row.parentElement; up && !holding.has(up); up = up.parentElement)
			holding.add(up);
	for (const group of all('[data-group], main > section')) {
		if (group.id === 'review')
			continue;
		group.hidden = filtered && !holding.has(group);
		if (filtered && holding.has(group) && group.tagName === 'DETAILS')
			group.open = true;
	}
}

function filter() {
	const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
	const filtered = isFiltered();
	let shown = 0;

	rows.forEach((row, index) => {
		row.hidden = filtered && !fits(row, index, words);
		shown += row.hidden ? 0 : 1;
	});
	hideEmpty(filtered);
	byId('clear').hidden = !filtered;
	say(filtered ? shown + ' found' : '');
}

function clearFilters() {
	box.value = '';
	for (const select of Object.values(filters))
		if (select)
			select.value = '';
	filter();
}

box.addEventListener('input', filter);
box.addEventListener('keydown', (event) => {
	if (event.key === 'Escape')
		clearFilters();
});
byId('clear').addEventListener('click', () => {
	clearFilters();
	box.focus();
});
for (const select of Object.values(filters))
	if (select)
		select.addEventListener('change', filter);
