import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  commandIds,
  contextKeys,
  settingIds,
  taskType,
  viewContainerId,
  viewIds,
  walkthroughId,
} from '../../../src/ui/kit/ids.ts';

const menuItem = z.object({ command: z.string(), when: z.optional(z.string()) });
const schema = z.object({
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string() })),
    menus: z.record(z.string(), z.array(menuItem)),
    viewsContainers: z.object({ activitybar: z.array(z.object({ id: z.string() })) }),
    views: z.record(z.string(), z.array(z.object({ id: z.string() }))),
    taskDefinitions: z.array(z.object({ type: z.string() })),
    configuration: z.object({ properties: z.record(z.string(), z.unknown()) }),
    walkthroughs: z.array(z.object({ id: z.string() })),
  }),
  capabilities: z.object({ untrustedWorkspaces: z.object({ restrictedConfigurations: z.array(z.string()) }) }),
});
const text = fs.readFileSync('package.json', 'utf8');
const manifest = schema.parse(JSON.parse(text));
const { contributes } = manifest;
const names = z.record(z.string(), z.string()).parse(JSON.parse(fs.readFileSync('package.nls.json', 'utf8')));

describe('package.json', () => {
  it('contributes the commands that the code knows, and no other', () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual(Object.values(commandIds).sort());
  });

  it('puts only known commands into menus', () => {
    const used = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    expect(used.filter((command) => !Object.values<string>(commandIds).includes(command))).toEqual([]);
  });

  it('contributes the settings that the code reads, and no other', () => {
    expect(Object.keys(contributes.configuration.properties).sort()).toEqual(Object.values(settingIds).sort());
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    expect(restricted.filter((id) => !Object.values<string>(settingIds).includes(id))).toEqual([]);
  });

  it('contributes the views, the task type and the walkthrough of the code', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([viewContainerId]);
    expect(contributes.views[viewContainerId]?.map(({ id }) => id)).toEqual(Object.values(viewIds));
    expect(contributes.taskDefinitions.map(({ type }) => type)).toEqual([taskType]);
    expect(contributes.walkthroughs.map(({ id }) => id)).toEqual([walkthroughId]);
  });

  it('asks in its conditions only for context keys that the code sets', () => {
    const conditions = [...text.matchAll(/"when": "(.+)"/gu)].map(([, condition]) => condition ?? '');
    const own = conditions.flatMap(
      (condition) => condition.match(/(?<!config\.|[vV]iew == )sagemakerRunner\.\w+/gu) ?? [],
    );
    expect([...new Set(own)].sort()).toEqual(Object.values(contextKeys).sort());
  });

  it('has a text for every name, and no text that nothing uses', () => {
    const used = new Set([...text.matchAll(/%([\w.]+)%/gu)].map((match) => match[1]));
    expect([...used].sort()).toEqual(Object.keys(names).sort());
  });
});
