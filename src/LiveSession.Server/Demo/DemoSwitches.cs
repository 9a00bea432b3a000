namespace LiveSession.Server.Demo;
internal sealed class DemoSwitches { public static DemoSwitches Read(ref string[] args) => new(); public void Apply(WebApplicationBuilder b) { _ = this; } public void AddTo(IServiceCollection s) { _ = this; } }
