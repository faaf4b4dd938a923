package dev.portcullis.policy.plan.ir;

import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Policy.Place;
import java.util.List;

/**
 * One step of a block. The 33 kinds of OPA's documentation are 22 here: those that differ only in
 * the type of a constant, or in a negation, are one. Locals are given by their index.
 */
public sealed interface Statement {
  /** Where it comes from. */
  Place place();

  /** ReturnLocalStmt. */
  record Return(Place place, int source) implements Statement {}

  /** CallStmt: a function of the policy or a builtin; undefined ends the block. */
  record Call(Place place, String function, List<Operand> arguments, int result)
      implements Statement {}

  /**
   * CallDynamicStmt: the function whose path these operands are. No such function ends the block;
   * one that is undefined ends the fourth block outwards.
   */
  record CallDynamic(Place place, List<Operand> path, List<Integer> arguments, int result)
      implements Statement {}

  /** BlockStmt: blocks one after the other, whether they are defined or not. */
  record Blocks(Place place, List<Block> blocks) implements Statement {}

  /** BreakStmt: leaves as many blocks more than the innermost. */
  record Break(Place place, int levels) implements Statement {}

  /** DotStmt: looks a key up; undefined ends the block. */
  record Dot(Place place, Operand source, Operand key, int target) implements Statement {}

  /** LenStmt. */
  record Length(Place place, Operand source, int target) implements Statement {}

  /** ScanStmt: the block for every element; where it breaks off the next one follows. */
  record Scan(Place place, int source, int key, int value, Block block) implements Statement {}

  /** NotStmt: ends the block when the nested one is defined. */
  record Not(Place place, Block block) implements Statement {}

  /** AssignVarStmt, AssignIntStmt, MakeNullStmt, MakeNumberIntStmt and MakeNumberRefStmt. */
  record Assign(Place place, Operand source, int target) implements Statement {}

  /** AssignVarOnceStmt: an error when the local has another value already. */
  record AssignOnce(Place place, Operand source, int target) implements Statement {}

  /** ResetLocalStmt. */
  record Reset(Place place, int target) implements Statement {}

  /** MakeArrayStmt, MakeObjectStmt and MakeSetStmt. */
  record Make(Place place, Kind kind, int capacity, int target) implements Statement {}

  /** EqualStmt and NotEqualStmt. */
  record Compare(Place place, Operand a, Operand b, boolean equal) implements Statement {}

  /** IsArrayStmt, IsObjectStmt and IsSetStmt. */
  record IsKind(Place place, Kind kind, Operand source) implements Statement {}

  /** IsDefinedStmt and IsUndefinedStmt. */
  record IsDefined(Place place, int source, boolean defined) implements Statement {}

  /** ArrayAppendStmt. */
  record Append(Place place, Operand value, int array) implements Statement {}

  /** ObjectInsertStmt, and ObjectInsertOnceStmt, where another value under the key is an error. */
  record Insert(Place place, Operand key, Operand value, int object, boolean once)
      implements Statement {}

  /** ObjectMergeStmt: members of both, objects merged, the first wins. */
  record Merge(Place place, int a, int b, int target) implements Statement {}

  /** SetAddStmt. */
  record Add(Place place, Operand value, int set) implements Statement {}

  /** WithStmt: the block with a value put into input or data at a path; the path may be empty. */
  record With(Place place, int local, List<String> path, Operand value, Block block)
      implements Statement {}

  /** NopStmt. */
  record Nothing(Place place) implements Statement {}

  /** ResultSetAddStmt. */
  record Result(Place place, int value) implements Statement {}

  /** Collections that a plan makes and asks for. */
  enum Kind {
    ARRAY,
    OBJECT,
    SET
  }
}
