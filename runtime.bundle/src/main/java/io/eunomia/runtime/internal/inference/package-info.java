/**
 * Works out the records that an object's programs write from their code, for objects whose types say too little: clang
 * leaves a struct that is only used inside functions out of BTF.
 */
package io.eunomia.runtime.internal.inference;
