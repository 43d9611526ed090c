/** Implements the text formats: plain_text, json, csv. */
package io.eunomia.runtime.internal.format;
