export { type IconProps } from './Icon.js';
export * from './StateIcons.js';
export * from './ActionIcons.js';
export * from './ArrowIcons.js';
export * from './PlaceIcons.js';
