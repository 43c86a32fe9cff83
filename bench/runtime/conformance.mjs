// Who passes what, as a Markdown table.
export async function report(all, casesFile) {
  const { cases, judge } = await import(casesFile);
  const names = Object.keys(all).filter((name) => all[name].one || all[name].async);
  console.log(`| | ${names.join(' | ')} |\n|---|${names.map(() => '---').join('|')}|`);
  for (const one of cases) {
    const verdicts = [];
    for (const name of names) verdicts.push(await judge(all[name], one));
    console.log(`| ${one.title} | ${verdicts.join(' | ')} |`);
  }
}
