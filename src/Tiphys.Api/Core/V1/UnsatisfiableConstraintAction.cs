namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>UnsatisfiableConstraintAction</c>.</summary>
public static class UnsatisfiableConstraintAction
{
    public const string DoNotSchedule = "DoNotSchedule";

    public const string ScheduleAnyway = "ScheduleAnyway";
}
