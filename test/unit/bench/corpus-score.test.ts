import assert from 'node:assert/strict';

// Plain JavaScript without declarations: a computed address keeps it out of the type check.
const address = new URL('../../../bench/corpus/score.mjs', import.meta.url).href;
const load = () => import(address);
let tool: Awaited<ReturnType<typeof load>>;

const entry = (id: string, line: number, name: string, label: string) => ({
  id,
  repo: 'owner/repo',
  path: 'src/a.js',
  line,
  name,
  label,
  selection: 'random',
  tags: [],
});
const finding = (functionLine: number, name: string, more = {}) => ({
  file: 'owner+repo/src/a.js',
  line: functionLine,
  functionLine,
  function: name,
  verdict: 'proven',
  safety: 'safe',
  fixes: [],
  ...more,
});
const matched = (labels: object[], findings: object[]) => tool.matchFindings(labels, findings, '/root');

describe('corpus score', () => {
  before(async () => {
    tool = await load();
  });

  const twins = [entry('naive', 10, 'fib', 'overlap'), entry('cached', 40, 'fib', 'memoized')];

  it('gives a finding to the nearest function, by line before name', () => {
    assert.deepEqual([...matched(twins, [finding(41, 'fib')]).byId.keys()], ['cached']);
    assert.deepEqual([...matched(twins, [finding(12, 'other')]).byId.keys()], ['naive']);
    assert.deepEqual([...matched(twins, [finding(29, 'Outer.fib')]).byId.keys()], ['cached']);
  });

  it('counts what belongs to no labelled function', () => {
    const far = [finding(13, 'other'), finding(10, 'fib', { file: 'owner+repo/src/b.js' })];
    const { byId, elsewhere } = matched(twins, far);
    assert.equal(byId.size, 0);
    assert.equal(elsewhere, 2);
  });

  it('takes absolute and relative files alike', () => {
    const { byId } = matched(twins, [finding(10, 'fib', { file: '/root/owner+repo/src/a.js' })]);
    assert.deepEqual([...byId.keys()], ['naive']);
  });

  it('scores only overlap against the three negative labels', () => {
    const labels = [...twins, entry('bug', 70, 'g', 'memo-bug'), entry('missed', 90, 'h', 'overlap')];
    const { byId } = matched(labels, [finding(10, 'fib'), finding(40, 'fib'), finding(70, 'g')]);
    const { precision, recall } = tool.score(labels, byId);
    assert.equal(precision, 1 / 2);
    assert.equal(recall, 1 / 2);
    assert.equal(tool.score([], new Map()).precision, null);
  });

  it('counts a hint only with a verdict and a safety that a person may act on', () => {
    assert.ok(tool.isHint(finding(1, 'f', { verdict: 'likely', safety: 'scoped' })));
    assert.ok(!tool.isHint(finding(1, 'f', { verdict: 'possible' })));
    assert.ok(!tool.isHint(finding(1, 'f', { safety: 'unsafe' })));
  });

  it('reports a safe verdict or a proven fix on a function whose stored result is wrong', () => {
    const labels = [entry('impure', 10, 'walk', 'overlap-impure')];
    const offered = (more: object) =>
      tool.unsafeOffers(labels, matched(labels, [finding(10, 'walk', more)]).byId).length;
    assert.equal(offered({ safety: 'safe' }), 1);
    assert.equal(offered({ safety: 'unsafe', fixes: [{ id: 'tabulate', grade: 'proven' }] }), 1);
    assert.equal(offered({ safety: 'unsafe', fixes: [{ id: 'tabulate', grade: 'plausible' }] }), 0);
  });
});
