namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>ScopeSelectorOperator</c>.</summary>
public static class ScopeSelectorOperator
{
    public const string In = "In";

    public const string NotIn = "NotIn";

    public const string Exists = "Exists";

    public const string DoesNotExist = "DoesNotExist";
}
