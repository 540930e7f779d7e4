namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>All values of <c>OperationType</c>.</summary>
public static class OperationType
{
    public const string All = "*";

    public const string CREATE = "CREATE";

    public const string UPDATE = "UPDATE";

    public const string DELETE = "DELETE";

    public const string CONNECT = "CONNECT";
}
