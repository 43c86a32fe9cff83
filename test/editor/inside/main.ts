import './activation.ts';
import './checking.ts';
import './actions.ts';
import './places.ts';
import './debugging.ts';
