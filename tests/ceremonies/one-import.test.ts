/*
 * Loading the whole workstation takes longer than most of these cases: the files share one import.
 * Run one of them alone with -t and the words of its cases.
 */
import './escrow-cases.js';
import './keys-cases.js';
import './online-killed-cases.js';
import './online-trip-cases.js';
