/**
 * Rules about the data path: state machines, one for each rule and queue, fed by one pass over the events. What a machine
 * knows begins with its queue's set-up or reset and is forgotten where events were lost.
 */
package io.vqtrace.analyzer.check.path;
