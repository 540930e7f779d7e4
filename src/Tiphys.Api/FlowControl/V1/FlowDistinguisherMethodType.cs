namespace Tiphys.Api.FlowControl.V1;

/// <summary>Known values of <c>FlowDistinguisherMethodType</c>.</summary>
public static class FlowDistinguisherMethodType
{
    public const string ByUser = "ByUser";

    public const string ByNamespace = "ByNamespace";
}
