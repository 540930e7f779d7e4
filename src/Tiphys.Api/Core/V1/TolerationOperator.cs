namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>TolerationOperator</c>.</summary>
public static class TolerationOperator
{
    public const string Exists = "Exists";

    public const string Equal = "Equal";

    public const string Lt = "Lt";

    public const string Gt = "Gt";
}
