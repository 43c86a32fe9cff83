import type { Statement } from '../skeleton.ts';
import type { Activation } from './activation.ts';
import { walked } from './implicit.ts';
import { element, primitive, unknownValue } from './values.ts';

/** Runs one statement of an activation over origins. */
export function runStatement(at: Activation, statement: Statement): void {
  switch (statement.op) {
    case 'expression':
    case 'throw':
      at.evaluate(statement.value);
      return;
    case 'declare':
      if (statement.value) at.bind(statement.target, at.evaluate(statement.value));
      return;
    case 'block':
      for (const inner of statement.body) at.statement(inner);
      return;
    case 'if':
      at.evaluate(statement.test);
      at.branches([statement.then, statement.otherwise].map((s) => () => s && at.statement(s)));
      return;
    case 'loop':
      at.loop(() => {
        if (statement.test) at.evaluate(statement.test);
        at.statement(statement.body);
        if (statement.update) at.evaluate(statement.update);
      });
      return;
    case 'each': {
      const over = at.evaluate(statement.over);
      at.readInside(over, statement.over);
      if (statement.of === 'values') walked(at, over, statement.over.range);
      at.loop(() => {
        at.bind(statement.target, statement.of === 'keys' ? primitive : element(over));
        at.statement(statement.body);
      });
      return;
    }
    case 'return':
      at.give(statement.value ? at.evaluate(statement.value) : primitive);
      return;
    case 'break':
    case 'continue':
      for (const exit of at.exits) exit.merge(at.env);
      return;
    case 'labelled':
      at.statement(statement.body);
      return;
    case 'switch': {
      at.evaluate(statement.value);
      const entry = at.env.fork();
      const exit = at.env.fork();
      at.exits.push(exit);
      for (const one of statement.cases) {
        if (one.test) at.evaluate(one.test);
        at.env.merge(entry);
        for (const inner of one.body) at.statement(inner);
      }
      at.exits.pop();
      at.env.merge(exit);
      return;
    }
    case 'try':
      at.weak++;
      at.statement(statement.body);
      if (statement.parameter) at.bind(statement.parameter, unknownValue);
      if (statement.handler) at.statement(statement.handler);
      at.weak--;
      if (statement.finalizer) at.statement(statement.finalizer);
  }
}
