// SPDX-License-Identifier: GPL-3.0-or-later
// Marks of the reviewer: approved, question, comment.  A mark belongs to what it is about, not to a
// place on this page, so that a file of marks still fits when the plan was made anew.
const marks = {
	'': { sign: '+', text: 'not reviewed', name: 'none' },
	approve: { sign: '✓ ok', text: 'approved', name: 'approve' },
	question: { sign: '? ask', text: 'question', name: 'question' },
	comment: { sign: '✎ note', text: 'comment', name: 'comment' },
};

// In the order of the page: what can be marked, and what the button is put into.
const kinds = [
	{ section: 'approval', things: 'li', into: (li) => li },
	{ section: 'decisions', things: 'li', into: (li) => li },
	{ section: 'waves', things: 'tr[id]', into: (row) => row.querySelector('th') },
	{ section: 'steps', things: 'tr[id]', into: (row) => row.querySelector('th') },
	{ section: 'checkpoints', things: 'article', into: (article) => article.querySelector('h3') },
	{ section: 'findings', things: 'details.group', into: (group) => group },
	{ section: 'fates', things: 'tr[id]', into: (row) => row.querySelector('th') },
	{ section: 'pairs', things: 'tr[id]', into: (row) => row.querySelector('th') },
	{ section: 'assumptions', things: 'tr[id]', into: (row) => row.querySelector('th') },
];

// thing -> { key, label, section, button }, in the order of the page
const reviewables = new Map();
const reviewableByKey = new Map();

function isReviewable(thing) {
	return reviewables.has(thing);
}

function markOf(thing) {
	const known = reviewables.get(thing);

	return known ? kept.state.marks[known.key] || null : null;
}

function nameOf(mark) {
	if (!mark)
		return '';
	return mark.mark || 'comment';
}

function showMark(thing) {
	const known = reviewables.get(thing);
	const look = marks[nameOf(markOf(thing))];

	known.button.className = 'mark ' + look.name;
	known.button.textContent = look.sign;
	// it begins with what is seen, for those who say aloud what to press
	known.button.setAttribute('aria-label', look.sign + ': review ' + known.label + ', ' + look.text);
	known.button.title = look.text;
}

function setMark(thing, mark, comment) {
	const key = reviewables.get(thing).key;

	if (mark || comment)
		kept.state.marks[key] = { mark: mark, comment: comment, by: kept.state.reviewer,
			at: new Date().toISOString() };
	else
		delete kept.state.marks[key];
	kept.save();
	showMark(thing);
	showReview();
}

// The words by which a thing is known: its id where the plan has one, else what it says.
function identify(section, thing) {
	const head = thing.querySelector('th, h3 .id, summary code, strong');

	return { key: section + ':' + (head || thing).textContent.trim(),
		label: (head || thing).textContent.trim().slice(0, 60) };
}

function addButton(kind, thing) {
	const known = identify(kind.section, thing);
	const place = kind.into(thing);

	// the same words twice: a mark on one of them would be one on both
	if (!place || reviewableByKey.has(known.key))
		return;
	known.section = kind.section;
	known.button = make('button', { type: 'button' });
	known.button.addEventListener('click', () => askForMark(thing));
	reviewables.set(thing, known);
	reviewableByKey.set(known.key, thing);
	place.insertBefore(make('span', { class: 'marking' }, known.button),
		place.tagName === 'DETAILS' ? place.children[1] : null);
	showMark(thing);
}

function askForMark(thing) {
	const known = reviewables.get(thing);
	const now = markOf(thing) || { mark: '', comment: '' };
	const choices = ['', 'approve', 'question'].map((value) => {
		const input = make('input', { type: 'radio', name: 'mark', value: value });

		input.checked = now.mark === value;
		return make('label', {}, input, ' ' + marks[value].text);
	});
	const comment = make('textarea', { id: 'comment' });
	const done = make('button', { type: 'button' }, 'Keep');
	const dialog = openWindow('Review ' + known.label, '',
		make('fieldset', {}, make('legend', {}, 'Your mark'), ...choices),
		make('label', { for: 'comment' }, 'Comment'), comment,
		make('div', { class: 'actions' }, done));

	comment.value = now.comment;
	done.addEventListener('click', () => {
		setMark(thing, dialog.querySelector('[name=mark]:checked').value, comment.value.trim());
		dialog.close();
		known.button.focus();
	});
	dialog.querySelector('[name=mark]:checked').focus();
}

// One button for all that is not marked yet, and in sight: a filter makes it the button of a pool.
function addRest(section) {
	const heading = byId(section).querySelector('h2');
	const button = make('button', { type: 'button', class: 'rest' }, 'Approve the rest');

	button.setAttribute('aria-label', 'Approve the rest of ' + heading.firstChild.textContent.trim());
	button.addEventListener('click', () => {
		let count = 0;

		for (const [thing, known] of reviewables)
			if (known.section === section && !thing.closest('[hidden]') && !markOf(thing)) {
				kept.state.marks[known.key] = { mark: 'approve', comment: '',
					by: kept.state.reviewer, at: new Date().toISOString() };
				showMark(thing);
				count++;
			}
		kept.save();
		showReview();
		say(count + ' approved');
	});
	heading.before(button);
}

function nextOpen() {
	const open = [...reviewables.keys()].filter((thing) => !markOf(thing) && !thing.closest('[hidden]'));
	const after = open.find((thing) => reviewables.get(thing).button !== document.activeElement &&
		document.activeElement.compareDocumentPosition(thing) & Node.DOCUMENT_POSITION_FOLLOWING);
	const next = after || open[0];

	if (!next)
		say('all reviewed');
	else
		reviewables.get(next).button.focus();
}

for (const kind of kinds) {
	const section = byId(kind.section);

	if (!section)
		continue;
	all(kind.things, section).forEach((thing) => addButton(kind, thing));
	if ([...reviewables.values()].some((known) => known.section === kind.section))
		addRest(kind.section);
}
