// The one file that knows the components' library: it is no longer developed, and its successor is a change of this file.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

/** What the components with a value have in common. */
type Valued = HTMLElement & { readonly value: string };

/** Makes the components known to the page; before the first of them is made. */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}

export interface ButtonOptions {
  readonly label: string;
  /** Shown instead of the label, which then becomes the tooltip and the accessible name. */
  readonly icon?: Element;
  readonly secondary?: boolean;
  readonly onClick: () => void;
}

/** A push button. */
export function button({ label, icon, secondary, onClick }: ButtonOptions): HTMLElement {
  const element = document.createElement('vscode-button');
  if (icon) {
    element.setAttribute('appearance', 'icon');
    element.setAttribute('aria-label', label);
    element.title = label;
    element.append(icon);
  } else {
    element.setAttribute('appearance', secondary === true ? 'secondary' : 'primary');
    element.textContent = label;
  }
  element.addEventListener('click', onClick);
  return element;
}

/** A list to pick one of, of which `selected` is the index at first; `onPick` gets another. */
export function dropdown(
  label: string,
  options: readonly string[],
  onPick: (index: number) => void,
  selected = 0,
): HTMLElement {
  const element = document.createElement('vscode-dropdown') as Valued;
  element.setAttribute('aria-label', label);
  element.title = label;
  for (const [index, text] of options.entries()) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', String(index));
    option.toggleAttribute('selected', index === selected);
    option.textContent = text;
    element.append(option);
  }
  element.addEventListener('change', () => {
    onPick(Number(element.value));
  });
  return element;
}

/** A line of text; `onInput` gets it at every change. */
export function textField(label: string, onInput: (text: string) => void): HTMLElement {
  const element = document.createElement('vscode-text-field') as Valued;
  element.setAttribute('aria-label', label);
  element.setAttribute('placeholder', label);
  element.addEventListener('input', () => {
    onInput(element.value);
  });
  return element;
}

export function checkbox(label: string, checked: boolean, onChange: (checked: boolean) => void): HTMLElement {
  const element = document.createElement('vscode-checkbox') as HTMLElement & { readonly checked: boolean };
  element.textContent = label;
  element.toggleAttribute('checked', checked);
  element.addEventListener('change', () => {
    onChange(element.checked);
  });
  return element;
}

export function progressRing(label: string): HTMLElement {
  const element = document.createElement('vscode-progress-ring');
  element.setAttribute('aria-label', label);
  return element;
}
