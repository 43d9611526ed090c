/**
 * What an object's programs themselves tell of the records they write, for objects whose types say too little: clang
 * leaves a struct that is only used inside functions out of BTF.
 */
package io.eunomia.runtime.internal.inference;
