/** @file Sets custom properties of an element through the object model, which the content policy allows. */
import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

export type CssVariables = Readonly<Record<`--${string}`, string | number>>;

class CssVariablesDirective extends Directive {
  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('cssVariables stands among the attributes of an element');
  }

  render(_: CssVariables): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [variables]: [CssVariables]): unknown {
    if (element instanceof HTMLElement) {
      for (const [name, value] of Object.entries(variables)) element.style.setProperty(name, String(value));
    }
    return noChange;
  }
}

export const cssVariables = directive(CssVariablesDirective);
