// SPDX-License-Identifier: GPL-3.0-or-later
// The section that sums a review up, and the file that carries it to others.
function countMarks(section) {
	const counts = { all: 0, approve: 0, question: 0, comment: 0 };

	for (const known of reviewables.values()) {
		const mark = known.section === section ? kept.state.marks[known.key] : null;

		counts.all += known.section === section ? 1 : 0;
		if (mark && mark.mark)
			counts[mark.mark]++;
		if (mark && mark.comment)
			counts.comment++;
	}
	return counts;
}

function listMarks() {
	const lines = [];

	for (const [thing, known] of reviewables) {
		const mark = kept.state.marks[known.key];
		const target = thing.id || known.section;

		// what was merely approved is counted above
		if (!mark || (mark.mark === 'approve' && !mark.comment))
			continue;
		lines.push(make('tr', {},
			make('th', { scope: 'row' }, make('a', { href: '#' + target }, known.label)),
			make('td', {}, marks[nameOf(mark)].text),
			make('td', {}, make('p', { class: 'said' }, mark.comment)),
			make('td', {}, mark.by || '')));
	}
	return lines;
}

function showReview() {
	const summary = byId('review-summary');
	const list = byId('review-list');
	let done = 0;

	summary.replaceChildren(...kinds.map((kind) => {
		const counts = countMarks(kind.section);
		const heading = byId(kind.section) ? byId(kind.section).querySelector('h2') : null;
		const cells = [counts.all, counts.approve, counts.question, counts.comment,
			counts.all - counts.approve - counts.question];

		done += counts.approve + counts.question;
		return counts.all === 0 ? '' : make('tr', {},
			make('th', { scope: 'row' }, make('a', { href: '#' + kind.section },
				heading.firstChild.textContent.trim())),
			...cells.map((cell) => make('td', { class: 'number' }, String(cell))));
	}));
	list.replaceChildren(...listMarks());
	byId('review-none').hidden = list.children.length > 0;
	byId('review-list').closest('table').hidden = list.children.length === 0;
	byId('progress').textContent = done + ' of ' + reviewables.size + ' reviewed';
	byId('unkept').hidden = kept.works;
}

function writeFile() {
	const content = { format: 'cutover-review', format_version: '1.0',
		plan: document.documentElement.dataset.plan, reviewer: kept.state.reviewer,
		marks: kept.state.marks, ticks: kept.state.ticks };
	const blob = new Blob([JSON.stringify(content, null, '  ') + '\n'], { type: 'application/json' });
	const link = make('a', { href: URL.createObjectURL(blob),
		download: 'cutover-review-' + document.documentElement.dataset.plan + '.json' });

	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 1000);
	say(Object.keys(kept.state.marks).length + ' marks in the file');
}

// Two reviewers, one thing: a question of either stands, and both are heard.
function join(own, other) {
	if (!own || JSON.stringify(own) === JSON.stringify(other))
		return other;
	const comments = [own.comment, other.comment].filter((text, i, list) => text && list.indexOf(text) === i);

	return { mark: [own.mark, other.mark].includes('question') ? 'question' : own.mark || other.mark,
		comment: comments.join('\n'),
		by: [own.by, other.by].filter((name, i, list) => name && list.indexOf(name) === i).join(', '),
		at: own.at > other.at ? own.at : other.at };
}

function isMark(mark) {
	return mark && ['', 'approve', 'question'].includes(mark.mark) && typeof mark.comment === 'string';
}

async function readFile(file) {
	let content = null;
	let taken = 0;
	let strange = 0;

	try {
		content = JSON.parse(await file.text());
	} catch (error) {
		content = null;
	}
	if (!content || content.format !== 'cutover-review' || !content.marks) {
		say('not a file of marks');
		return;
	}
	for (const [key, mark] of Object.entries(content.marks)) {
		if (reviewableByKey.has(key) && isMark(mark)) {
			kept.state.marks[key] = join(kept.state.marks[key], {
				mark: mark.mark, comment: mark.comment,
				by: String(mark.by || content.reviewer || ''), at: String(mark.at || '') });
			taken++;
		} else {
			strange++;
		}
	}
	for (const [key, ticked] of Object.entries(content.ticks || {}))
		if (ticked === true)
			kept.state.ticks[key] = true;
	kept.save();
	reviewables.forEach((known, thing) => showMark(thing));
	showTicks();
	showReview();
	say(taken + ' marks taken over' + (strange > 0 ? ', ' + strange + ' are about something else' : ''));
}

// Tests that are ticked off stay ticked off, and every list says how far it is.
function showTicks() {
	for (const tick of all('[data-tick]'))
		tick.checked = kept.state.ticks[tick.dataset.tick] === true;
	for (const list of all('.checklist')) {
		const ticks = all('[data-tick]', list);

		list.querySelector('.count').textContent =
			ticks.filter((tick) => tick.checked).length + ' of ' + ticks.length;
	}
}

all('[data-tick]').forEach((tick) => {
	tick.disabled = false;
	tick.addEventListener('change', () => {
		if (tick.checked)
			kept.state.ticks[tick.dataset.tick] = true;
		else
			delete kept.state.ticks[tick.dataset.tick];
		kept.save();
		showTicks();
	});
});
byId('reviewer').value = kept.state.reviewer;
byId('reviewer').addEventListener('input', () => {
	kept.state.reviewer = byId('reviewer').value;
	kept.save();
});
byId('export').addEventListener('click', writeFile);
byId('import').addEventListener('click', () => byId('import-file').click());
byId('import-file').addEventListener('change', () => {
	if (byId('import-file').files.length > 0)
		readFile(byId('import-file').files[0]);
	byId('import-file').value = '';
});
byId('next').addEventListener('click', nextOpen);
byId('forget').addEventListener('click', () => {
	const sure = make('button', { type: 'button' }, 'Remove them');
	const dialog = openWindow('Remove all marks and ticks?', '',
		make('p', {}, 'They are gone for good unless you saved them to a file.'),
		make('div', { class: 'actions' }, sure));

	sure.addEventListener('click', () => {
		kept.state.marks = {};
		kept.state.ticks = {};
		kept.save();
		reviewables.forEach((known, thing) => showMark(thing));
		showTicks();
		showReview();
		dialog.close();
	});
});
byId('review').hidden = false;
byId('progress-line').hidden = false;
