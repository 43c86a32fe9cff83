/** The page's side of the conversation with the extension, and what the page keeps while it is hidden. */
import type { FromPanel, ToPanel } from '../protocol/panel.ts';
import type { Grouping } from '../profile/groups.ts';
import type { Order } from '../profile/rows.ts';

export interface Kept {
  readonly order?: Order;
  readonly filter?: string;
  readonly grouping?: Grouping;
  /** Keys of groups that are folded. */
  readonly closed?: readonly string[];
  readonly selected?: string;
  /** How far the table is scrolled, pixels. */
  readonly top?: number;
}

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export const send = (message: FromPanel): void => api.postMessage(message);

export const listen = (receive: (message: ToPanel) => void): void =>
  window.addEventListener('message', (event: MessageEvent<ToPanel>) => receive(event.data));

export const kept = (): Kept => api.getState() ?? {};

export const keep = (change: Kept): void => api.setState({ ...kept(), ...change });
