/** VPCs, their subnets and routes, and who may talk to whom inside them. */
@NullMarked
package dev.portcullis.infra.network;

import org.jspecify.annotations.NullMarked;
