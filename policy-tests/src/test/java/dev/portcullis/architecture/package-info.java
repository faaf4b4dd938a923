/** The arrows between the modules. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.architecture;
