import './activation.ts';
import './checking.ts';
import './actions.ts';
import './debugging.ts';
