/** Something that is compiled: its sources and settings, relative to the root, and where the result goes. */
export interface Project {
  name: string;
  sources: string;
  output: string;
  settings: string[];
}

export const PRODUCT: Project;
export const BENCH: Project;

export function installWhenNeeded(root: string): Promise<void>;
export function buildWhenStale(root: string, project: Project): Promise<void>;
export function dependenciesAreFresh(root: string): boolean;
export function buildIsStale(root: string, project: Project): boolean;
