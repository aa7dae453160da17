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

// What a filter by pool or site asks for: pools by number, which some rows carry, and by name.
function poolsOf(numbers) {
	const names = filters.pool ? Array.from(filters.pool.options)
		.filter((option) => numbers.includes(option.value))
		.map((option) => option.textContent.toLowerCase()) : [];

	return { numbers: new Set(numbers), names: names };
}

// Rows that carry no numbers are asked for the names.
function isAbout(row, index, pools) {
	if (row.dataset.p !== undefined)
		return row.dataset.p.split(' ').some((pool) => pools.numbers.has(pool));
	return pools.names.some((name) => textOf(index).includes(name));
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

// The conditions of the search as it stands, each a function of a row.
function conditions() {
	const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
	const [pool, site, wave, status] = ['pool', 'site', 'wave', 'status'].map(chosen);
	const list = words.map((word) => (row, index) => textOf(index).includes(word));

	if (wave)
		list.push((row, index) => isOfWave(index, wave.value));
	if (status)
		list.push((row) => statuses[status.value](row));
	if (pool) {
		const pools = poolsOf([pool.value]);

		list.push((row, index) => isAbout(row, index, pools));
	}
	if (site) {
		const pools = poolsOf(site.dataset.p.split(' '));

		list.push((row, index) => row.dataset.s !== undefined ? row.dataset.s === site.value
			: isAbout(row, index, pools));
	}
	return list;
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
	const list = conditions();
	const filtered = list.length > 0;
	let shown = 0;

	rows.forEach((row, index) => {
		const hidden = !list.every((condition) => condition(row, index));

		// telling the browser what it knows costs it a new layout
		if (row.hidden !== hidden)
			row.hidden = hidden;
		shown += hidden ? 0 : 1;
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
