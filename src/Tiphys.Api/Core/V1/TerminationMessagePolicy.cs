namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>TerminationMessagePolicy</c>.</summary>
public static class TerminationMessagePolicy
{
    public const string File = "File";

    public const string FallbackToLogsOnError = "FallbackToLogsOnError";
}
