export { wilson } from '../../protocol/statistics/wilson.ts';
