namespace Tiphys.Api.FlowControl.V1;

/// <summary>Known values of <c>SubjectKind</c>.</summary>
public static class SubjectKind
{
    public const string User = "User";

    public const string Group = "Group";

    public const string ServiceAccount = "ServiceAccount";
}
