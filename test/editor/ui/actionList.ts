/** The list of code actions, by the keys that a person presses. */
import { appears, disappears, soon, until, type Workbench } from './workbench.ts';

export class ActionList {
  constructor(private readonly w: Workbench) {}

  private readonly rows = () => this.w.page.locator('.action-widget .monaco-list-row.action');

  /**
   * Opens the list with the focus in the editor.
   * @returns the titles, once they are the same at two looks
   */
  async open(key: string): Promise<string[]> {
    let before = '';
    return until(`${key} opens a list`, async () => {
      if (!(await this.rows().first().isVisible())) {
        await this.w.press('Control+1', this.w.editor);
        await this.w.page.keyboard.press(key);
        if (!(await appears(this.rows().first(), 5000))) return undefined;
      }
      const titles = (await this.rows().allInnerTexts()).map(plain);
      const same = titles.join('\n') === before;
      before = titles.join('\n');
      return same && titles.length > 0 && titles;
    });
  }

  /** Goes down the list to a title and takes it; keys go to the list, for in the editor they would change the file. */
  async take(key: string, title: RegExp): Promise<void> {
    const list = this.w.page.locator('.action-widget .monaco-list');
    const focused = this.w.page.locator('.action-widget .monaco-list-row.focused');
    await until(`${title} is taken`, async () => {
      if (!(await this.rows().first().isVisible())) await this.open(key);
      const chosen = title.test(plain(await focused.first().innerText(soon)));
      await list.press(chosen ? 'Enter' : 'ArrowDown', soon);
      return chosen && (await disappears(this.rows().first(), 4000));
    });
  }
}

const plain = (title: string) => title.replaceAll('`', '').trim();
