export { wilson } from '../../protocol/wilson.ts';
