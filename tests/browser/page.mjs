// SPDX-License-Identifier: GPL-3.0-or-later
//
// report.html as its readers use it: page.mjs PLAN MODULES CHROMIUM SHOTS
//
// PLAN is a plan folder; MODULES has node_modules; pictures go to SHOTS.  Every control of the page is
// used here, and the last check but one knows when one was not.
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { axe, check, finish, group, newContext, open, plan, require, same, shots, used } from './harness.mjs';

const data = JSON.parse(readFileSync(plan + '/plan.json', 'utf8'));
const context = await newContext({ colorScheme: 'light', acceptDownloads: true });
let page = await open(context, 'report.html');

const visibleRows = () => page.evaluate(() => rows.filter((row) => !row.hidden).length);
const found = async () => Number((await page.locator('#hits').textContent()).split(' ')[0]);
const keptOnes = () => page.evaluate(() => JSON.parse(localStorage.getItem(kept.key)));

// What axe finds, everything folded out.  One drawing stands for all: they are written alike, and
// looking at each of their thousands of parts takes minutes.
async function axeOpen(options, rules) {
	const looked = await open(context, 'report.html');

	await looked.emulateMedia(options);
	await looked.evaluate(() => {
		all('figure').slice(1).forEach((figure) => figure.remove());
		setFolded(true);
	});
	const found = await axe(looked, 'html', rules);

	await looked.close();
	return found;
}

await group('opening', async () => {
	same('every step is on the page', await page.locator('table.steps tr[id]').count(), data.steps.length);
	same('every checkpoint is on the page', await page.locator('article.checkpoint').count(), data.checkpoints.length);
	check('the script ran and showed its tools', await page.locator('header.bar').isVisible());
	const dead = await page.evaluate(() => all('a[href^="#"]').map((a) => a.getAttribute('href'))
		.filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))));
	same('every link within the page leads somewhere', dead, []);
	const twice = await page.evaluate(() => {
		const ids = all('[id]').map((element) => element.id);
		return ids.filter((id, i) => ids.indexOf(id) !== i);
	});
	same('every id is there once', twice, []);
});

await group('search', async () => {
	await page.fill('#search', 'Pilot MOVE');
	const hits = await found();
	check('a search leaves what it counts', hits > 0 && hits === await visibleRows(), hits + ' counted');
	check('what is left has every word', await page.evaluate(() => rows.filter((row) => !row.hidden)
		.every((row) => /pilot/i.test(row.textContent) && /move/i.test(row.textContent))));
	await page.fill('#search', 'reversible-or-not nowhere');
	same('a search for what is nowhere leaves nothing', [await found(), await visibleRows()], [0, 0]);
	await page.press('#search', 'Escape');
	check('Escape shows all again', await visibleRows() > data.steps.length);
});

await group('filters', async () => {
	const everything = await visibleRows();

	for (const id of ['site', 'pool', 'wave', 'status']) {
		const values = await page.locator('#' + id + ' option').evaluateAll((options) =>
			options.map((option) => option.value).filter(Boolean));
		const counts = [];

		for (const value of values) {
			await page.selectOption('#' + id, value);
			counts.push(await found());
			if (await found() !== await visibleRows())
				counts.push('miscounted ' + value);
		}
		check('the filter by ' + id + ' leaves a part for each of its ' + values.length + ' choices',
			values.length > 0 && counts.every((count, i) => count < everything &&
				(id === 'status' ? !Number.isNaN(count) : count > 0)), counts);
		await page.click('#clear');
	}
	const pool = data.pairs[0].legacy.toLowerCase();
	await page.selectOption('#pool', { label: pool });
	const shown = await page.locator('table.steps tr[id]:not([hidden]) > th').evaluateAll((heads) =>
		heads.map((head) => head.firstChild.textContent));
	const expected = data.steps.filter((step) => step.pools.includes(pool)).map((step) => step.id);
	same('a pool shows its steps and no others', shown, expected);
	await page.click('#clear');
	same('Show all shows all', await visibleRows(), everything);
	check('and goes away', await page.locator('#clear').isHidden());
});

await group('folding', async () => {
	await page.click('#unfold');
	same('Open all leaves nothing folded', await page.locator('main details:not([open])').count(), 0);
	await page.click('#unfold');
	same('Close all leaves nothing open', await page.locator('main details[open]').count(), 0);
	await page.locator('table.steps summary').first().click();
	same('one step opens', await page.locator('table.steps details[open]').count(), 1);
	const id = data.steps[data.steps.length - 1].id;
	await page.evaluate((hash) => { location.hash = hash; }, id);
	await page.waitForFunction((step) => document.getElementById(step).querySelector('details').open, id);
	check('a link opens what is folded away', true);
	await page.fill('#search', 'nowhere-at-all');
	await page.evaluate((hash) => { location.hash = hash; }, data.checkpoints[1].id);
	await page.waitForFunction(() => document.getElementById('search').value === '');
	check('a link clears a search that hides its target', true);
	const link = page.locator('table.waves td a[href^="#s"]').first();
	await link.hover();
	check('pointing at an id tells what it is', (await link.getAttribute('title')).length > 5);
});

await group('drawings', async () => {
	const boxes = page.locator('input.size');
	const width = () => page.locator('.drawing svg').first().evaluate((svg) => svg.getBoundingClientRect().width);
	const before = await width();

	for (let i = 0; i < await boxes.count(); i++)
		await boxes.nth(i).check();
	check('a drawing has its full size on demand', Math.abs(await width() - before) > 1, await width());
	for (let i = 0; i < await boxes.count(); i++)
		await boxes.nth(i).uncheck();
});

await group('review', async () => {
	const things = await page.evaluate(() => reviewables.size);
	const first = page.locator('#approval .mark').first();

	await page.fill('#reviewer', 'Reviewer One');
	await first.click();
	await page.getByRole('radio', { name: 'question' }).check();
	await page.locator('#comment').fill('How many of <them>?');
	await page.getByRole('button', { name: 'Keep' }).click();
	check('a question is marked', /question/.test(await first.getAttribute('aria-label')));
	check('the focus is back where it was', await first.evaluate((mark) => mark === document.activeElement));
	same('the list of marks has it', await page.locator('#review-list td .said').allTextContents(), ['How many of <them>?']);
	await page.locator('table.steps .mark').first().click();
	await page.getByRole('radio', { name: 'approved' }).check();
	await page.getByRole('button', { name: 'Keep' }).click();
	same('progress counts', await page.locator('#progress').textContent(), '2 of ' + things + ' reviewed');
	await page.locator('#pairs .rest').click();
	same('the rest of a section is approved at once', await page.locator('#pairs .mark.approve').count(), data.pairs.length);
	await page.selectOption('#status', 'question');
	same('the filter finds the question', [await found(), await page.locator('#approval li:not([hidden])').count()], [1, 1]);
	await page.click('#clear');
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('n');
	check('n goes to the next that is not reviewed', await page.evaluate(() => document.activeElement.className === 'mark none'));
	await page.click('#next');
	await page.locator('#waves .mark').first().click();
	await page.keyboard.press('Escape');
	check('Escape marks nothing', await page.locator('#waves .mark.none').count() === data.waves.length);
	await page.locator('#waves .mark').first().click();
	await page.locator('dialog .close').click();
	same('Close closes', await page.locator('dialog').count(), 0);
});

await group('keeping', async () => {
	const before = await keptOnes();

	await page.close();
	page = await open(context, 'report.html');
	same('marks are there when the page is opened again', (await keptOnes()).marks, before.marks);
	check('and shown', await page.locator('#approval .mark.question').count() === 1);
	same('so is the name', await page.inputValue('#reviewer'), 'Reviewer One');

	const download = page.waitForEvent('download');
	await page.click('#export');
	const path = shots + '/review.json';
	await (await download).saveAs(path);
	const file = JSON.parse(readFileSync(path, 'utf8'));
	same('the file has the marks', [file.format, file.reviewer, file.marks], ['cutover-review', 'Reviewer One', before.marks]);

	await page.click('#forget');
	await page.getByRole('button', { name: 'Remove them' }).click();
	same('Remove all removes all', [(await keptOnes()).marks, await page.locator('.mark:not(.none)').count()], [{}, 0]);
	await page.locator('#approval .mark').first().click();
	await page.getByRole('radio', { name: 'approved' }).check();
	await page.locator('#comment').fill('Fine with me');
	await page.getByRole('button', { name: 'Keep' }).click();
	file.marks['steps:of another plan'] = { mark: 'approve', comment: '' };
	writeFileSync(path, JSON.stringify(file));
	const chooser = page.waitForEvent('filechooser');
	await page.click('#import');
	await (await chooser).setFiles(path);
	await page.waitForFunction(() => document.getElementById('hits').value.includes('taken over'));
	check('what is about another plan is counted and not taken', /1 are about/.test(await page.locator('#hits').textContent()));
	const joined = (await keptOnes()).marks[Object.keys(before.marks)[0]];
	same('two reviewers are both heard, and a question stands', [joined.mark, joined.comment],
		['question', 'Fine with me\nHow many of <them>?']);
	writeFileSync(path, '{"marks": 3');
	await page.setInputFiles('#import-file', path);
	await page.waitForFunction(() => document.getElementById('hits').value === 'not a file of marks');
	check('a broken file changes nothing', Object.keys((await keptOnes()).marks).length === Object.keys(before.marks).length);
});

await group('checklists', async () => {
	const ticks = page.locator('#checklists [data-tick]');

	check('every test of every checkpoint can be ticked', await ticks.count() >=
		data.checkpoints.reduce((sum, checkpoint) => sum + checkpoint.tests.length, 0));
	await ticks.nth(0).check();
	await ticks.nth(2).check();
	await ticks.nth(2).uncheck();
	check('a list counts its ticks', /^1 of /.test(await page.locator('.checklist .count').first().textContent()));
	await page.reload();
	check('a tick stays', await ticks.nth(0).isChecked());
	await page.selectOption('#status', 'tested');
	same('the filter finds what passed', await page.locator('#checklists tr:not([hidden]) [data-tick]').count(), 1);
	await page.click('#clear');
	await page.evaluate(() => { window.print = () => { window.printed = document.body.dataset.print; }; });
	await page.click('#print');
	same('the button prints the checklists', await page.evaluate(() => window.printed), 'checklists');
	await page.emulateMedia({ media: 'print' });
	check('and nothing else', await page.locator('#checklists').isVisible() && await page.locator('#steps').isHidden());
	await page.pdf({ path: shots + '/checklists.pdf', preferCSSPageSize: true });
	await page.evaluate(() => dispatchEvent(new Event('afterprint')));
	check('afterwards the page is whole again', await page.locator('#steps').isVisible());
	await page.emulateMedia({ media: null });
});

await group('evidence', async () => {
	await page.evaluate(() => setFolded(true));
	const link = page.locator('table.steps a.place[href^="#e"]').first();
	const [, name, line] = (await link.textContent()).match(/(.*):(\d+)$/);
	const input = data.inputs.find((one) => one.path.endsWith(name));
	const bytes = readFileSync(input.path);
	const text = bytes.toString(bytes[0] === 0xff ? 'utf16le' : 'utf8').split('\n')[line - 1].trimEnd();

	await link.click();
	const shown = await page.locator('dialog mark.shown').textContent();
	check('a window shows the line of the export', shown.startsWith(line + '  ') &&
		text.startsWith(shown.slice(line.length + 2).replace(/…$/, '')), shown);
	check('with the lines around it', (await page.locator('dialog pre').textContent()).split('\n').length > 3);
	same('axe finds nothing in the window', await axe(page, 'dialog'), []);
	await page.screenshot({ path: shots + '/evidence.png' });
	await page.keyboard.press('Escape');
	check('Escape closes it, and the focus is back', await link.evaluate((a) => a === document.activeElement));
	await link.click();
	await page.getByRole('link', { name: 'Show it among the sources' }).click();
	check('it leads to the sources', await page.locator('mark:target').isVisible());
	await page.evaluate(() => setFolded(false));
});

await group('keys', async () => {
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('/');
	check('/ goes to the search', await page.evaluate(() => document.activeElement.id === 'search'));
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('o');
	check('o opens everything', await page.locator('main details:not([open])').count() === 0);
	await page.keyboard.press('o');
	await page.keyboard.press('?');
	check('? shows the keys', await page.locator('dialog kbd').count() >= 5);
	await page.getByLabel('Single keys do this').uncheck();
	await page.keyboard.press('Escape');
	await page.keyboard.press('/');
	check('single keys can be turned off', await page.evaluate(() => document.activeElement.id !== 'search'));
	await page.click('#keys');
	await page.getByLabel('Single keys do this').check();
	await page.keyboard.press('Escape');

	const fresh = await open(context, 'report.html');
	await fresh.keyboard.press('Tab');
	check('the first Tab is the way past the contents', await fresh.evaluate(() => document.activeElement.className === 'skip'));
	await fresh.keyboard.press('Enter');
	await fresh.keyboard.press('Tab');
	check('and it leads into the plan', await fresh.evaluate(() => Boolean(document.activeElement.closest('main'))));
	const unreachable = await fresh.evaluate(() => all('button, input, select, textarea, summary')
		.filter((control) => control.tabIndex < 0 && !control.closest('[hidden]')).length);
	same('every control is reached by keyboard', unreachable, 0);
	await fresh.close();
});

await group('themes', async () => {
	const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const light = await ground();

	await page.keyboard.press('t');
	await page.click('#theme');
	same('the button paints it dark', await page.locator('#theme').textContent(), 'Theme: dark');
	check('dark is another colour', await ground() !== light);
	await page.reload();
	check('the theme stays', await ground() !== light);
	await page.click('#theme');
	same('and back', await ground(), light);
	for (const theme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme: theme });
		// dark differs by its colours and by nothing else
		same('axe finds nothing, ' + theme + ', all folded out', await axeOpen({ colorScheme: theme },
			theme === 'dark' ? ['color-contrast', 'link-in-text-block'] : null), []);
		await page.evaluate(() => scrollTo(0, 0));
		await page.screenshot({ path: shots + '/' + theme + '.png' });
	}
	await page.emulateMedia({ media: 'print' });
	await page.pdf({ path: shots + '/print.pdf', preferCSSPageSize: true });
	check('it prints', readFileSync(shots + '/print.pdf').length > 50000);
	await page.emulateMedia({ media: null, colorScheme: 'light' });
});

await group('small window', async () => {
	for (const width of [1280, 1440]) {
		await page.setViewportSize({ width, height: 900 });
		await page.fill('#search', 'pool');
		await page.waitForSelector('#clear:visible');
		check('the tools take one row at ' + width, await page.evaluate(() =>
			document.querySelector('header.bar').offsetHeight < 50));
		check('and none lies on another at ' + width, await page.evaluate(() => {
			const ends = all('.bar label, .bar button, .bar output')
				.filter((tool) => tool.offsetWidth > 0)
				.map((tool) => tool.getBoundingClientRect());
			return ends.every((box, i) => i === 0 || box.left >= ends[i - 1].right);
		}));
		await page.click('#clear');
	}
	await page.setViewportSize({ width: 420, height: 800 });
	check('a narrow window is not wider than it is', await page.evaluate(() =>
		document.documentElement.scrollWidth <= innerWidth + 1));
	await page.evaluate(() => all('figure').slice(1).forEach((figure) => figure.remove()));
	same('axe finds nothing in a narrow window', await axe(page, 'html', ['target-size', 'scrollable-region-focusable']), []);
	await page.screenshot({ path: shots + '/narrow.png' });
	await page.setViewportSize({ width: 1440, height: 900 });
});

await group('without the script', async () => {
	const bare = await newContext({ javaScriptEnabled: false });
	const still = await open(bare, 'report.html');

	same('every step is there', await still.locator('table.steps tr[id]').count(), data.steps.length);
	check('tools that would do nothing are not', await still.locator('#tools').isHidden() && await still.locator('#review').isHidden());
	await bare.close();
});

await group('quiet', async () => {
	same('the browser has nothing to complain of', page.complaints, []);
	const asked = page.requests.filter((url) => !url.startsWith('file://' + plan + '/report.html') && !url.startsWith('data:'));
	same('nothing was asked for but the page itself', asked.filter((url) => !url.startsWith('blob:')), []);
	writeFileSync(plan + '/loud.html', '<!DOCTYPE html><title>loud</title><img src="missing.png"/><script>nothing.at.all()</script>');
	const loud = await open(context, 'loud.html');
	check('a page that asks for more is noticed', loud.requests.some((url) => url.endsWith('missing.png')));
	check('a page with an error is noticed', loud.complaints.length > 0);
	const controls = await page.evaluate(() => all('button[id], input[id], select[id]').map((control) => control.id));
	same('every control was used', controls.filter((id) => !used.has(id)), []);
});

await group('markup', async () => {
	const java = spawnSync('java', ['-Xmx512m', '-jar', require('vnu-jar'), '--format', 'json',
		'--exit-zero-always', plan + '/report.html'], { encoding: 'utf8', maxBuffer: 1 << 26 });
	const wrong = JSON.parse(java.stderr).messages.filter((message) => message.type === 'error' || message.subType === 'warning')
		.map((message) => message.lastLine + ': ' + message.message);
	same('the Nu validator finds no error and no warning', wrong, []);
});

await finish();
